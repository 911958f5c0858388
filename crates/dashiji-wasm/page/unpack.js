// Takes the module back out of the page: first the digits, then LZMA, both written by scripts/one.py.
"use strict";
// Two characters, digits of 94 (all that can be printed but one), are 13 bits, or 14 where their number leaves room for one more.
const DIGIT=94,SPARE=DIGIT*DIGIT-8192;
function bytes(text,length){
 const worth=code=>code>60?code-33:code-32,out=new Uint8Array(length);
 let kept=0,bits=0,at=0;
 for(let k=0;k<text.length&&at<length;k+=2){
  const pair=worth(text.charCodeAt(k))+worth(text.charCodeAt(k+1))*DIGIT,low=pair&8191;
  kept|=(low<SPARE?low|(pair>8191?8192:0):low)<<bits;
  bits+=low<SPARE?14:13;
  while(bits>7&&at<length){out[at++]=kept&255;kept>>>=8;bits-=8;}
 }
 if(at<length&&bits>0)out[at]=kept&255;
 return out;
}
// LZMA without a header, with 3 bits of the byte before, none of the place for bytes and 2 for lengths. `size` bytes come out. The names are those of the
// format: a range coder over bits, each of which has a probability of its own; matches by distance and length, four distances kept.
function unpacked(packed,size){
 const CONTEXT=3,PLACES=4,STATES=12;
 let used=0;
 const room=count=>(used+=count)-count;
 const MATCH=room(STATES*PLACES),REP=room(STATES),REP0=room(STATES),REP1=room(STATES),REP2=room(STATES),SHORT=room(STATES*PLACES);
 const SLOT=room(4*64),FAR=room(128),ALIGN=room(16),LENGTH=room(2+PLACES*16+256),AGAIN=room(2+PLACES*16+256),LITERAL=room(768<<CONTEXT);
 const odds=new Uint16Array(used).fill(1024),out=new Uint8Array(size);
 let range=0xFFFFFFFF,code=0,at=1;
 while(at<5)code=(code<<8|packed[at++])>>>0;
 function bit(i){
  const odd=odds[i],bound=(range>>>11)*odd;
  let told;
  if(code<bound){range=bound;odds[i]=odd+(2048-odd>>5);told=0;}
  else{range-=bound;code-=bound;odds[i]=odd-(odd>>5);told=1;}
  if(range<0x1000000){range=range*256;code=(code<<8|packed[at++])>>>0;}
  return told;
 }
 function direct(count){
  let value=0;
  while(count--){
   range=range>>>1;
   if(code>=range){code-=range;value=value*2+1;}else value*=2;
   if(range<0x1000000){range=range*256;code=(code<<8|packed[at++])>>>0;}
  }
  return value;
 }
 function tree(from,count){
  let node=1;
  for(let k=0;k<count;k++)node=node<<1|bit(from+node);
  return node-(1<<count);
 }
 function reversed(from,count){
  let node=1,value=0;
  for(let k=0;k<count;k++){const told=bit(from+node);node=node<<1|told;value|=told<<k;}
  return value;
 }
 function length(from,place){
  if(!bit(from))return tree(from+2+place*8,3);
  if(!bit(from+1))return 8+tree(from+2+PLACES*8+place*8,3);
  return 16+tree(from+2+PLACES*16,8);
 }
 let state=0,a=0,b=0,c=0,d=0,n=0;
 while(n<size){
  const place=n&PLACES-1;
  if(!bit(MATCH+state*PLACES+place)){
   const own=LITERAL+768*(n?out[n-1]>>8-CONTEXT:0);
   let sign=1;
   if(state>6){
    let match=out[n-a-1];
    do{
     const there=match>>7&1,told=bit(own+(1+there<<8)+sign);
     match<<=1;
     sign=sign<<1|told;
     if(there!==told)break;
    }while(sign<256);
   }
   while(sign<256)sign=sign<<1|bit(own+sign);
   out[n++]=sign;
   state=state<4?0:state<10?state-3:state-6;
   continue;
  }
  let count;
  if(bit(REP+state)){
   if(!bit(REP0+state)){
    if(!bit(SHORT+state*PLACES+place)){out[n]=out[n-a-1];n++;state=state<7?9:11;continue;}
   }else{
    let far=b;
    if(bit(REP1+state)){
     far=c;
     if(bit(REP2+state)){far=d;d=c;}
     c=b;
    }
    b=a;a=far;
   }
   count=length(AGAIN,place)+2;
   state=state<7?8:11;
  }else{
   d=c;c=b;b=a;
   count=length(LENGTH,place);
   state=state<7?7:10;
   const slot=tree(SLOT+Math.min(count,3)*64,6);
   if(slot<4)a=slot;
   else{
    const more=(slot>>1)-1;
    a=(2|slot&1)*2**more;
    a+=slot<14?reversed(FAR+a-slot,more):direct(more-4)*16+reversed(ALIGN,4);
   }
   count+=2;
  }
  if(a>=n)throw new Error("LZMA");
  for(const end=Math.min(n+count,size);n<end;n++)out[n]=out[n-a-1];
 }
 return out;
}
onmessage=event=>{
 const {text,length,size}=event.data;
 try{
  const module=unpacked(bytes(text,length),size).buffer;
  postMessage({module},[module]);
 }catch(fault){postMessage({fault:String(fault)});}
};

"use strict";
// Hands the document's bytes to the page once that is ready.
var PATH="dashiji_path";

function bytesOf(binary){
 var bytes=new Uint8Array(binary.length);
 for(var k=0;k<binary.length;k++)bytes[k]=binary.charCodeAt(k)&255;
 return bytes.buffer;
}
addEventListener("message",function(event){
 var frame=document.getElementById("one").contentWindow;
 if(event.source!==frame||!event.data||event.data.dashiji!=="ready")return;
 var app=window.Application||(window.wps&&window.wps.Application);
 var path=app&&app.PluginStorage.getItem(PATH);
 if(!path)return;
 var bytes;
 try{bytes=bytesOf(app.FileSystem.readAsBinaryString(path));}catch(fault){alert("读不了 "+path+"："+fault);return;}
 frame.postMessage({dashiji:"open",name:path.split(/[\\/]/).pop(),bytes:bytes},"*");
});

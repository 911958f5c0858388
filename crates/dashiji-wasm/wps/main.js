"use strict";
// What the ribbon calls. The document is read from its file, as it was saved last; nothing of it is changed, and nothing is sent.
var PATH="dashiji_path";

function OnAddinLoad(ribbon){
 window.Application.ribbonUI=ribbon;
 return true;
}
function OnAction(control){
 var app=window.Application;
 var path="";
 if(control.Id==="dashijiOpen"){
  var open=app.ActiveDocument||app.ActiveWorkbook;
  if(!open){alert("没有打开的文档。");return true;}
  // A document that was never saved has a name and no folder.
  if(!open.Path){alert("这份文档还没有存过，请先存盘。");return true;}
  if(!open.Saved)alert("有改动还没有存盘，读的是上次存盘的样子。");
  path=open.FullName;
 }
 app.PluginStorage.setItem(PATH,path);
 var folder=location.href.slice(0,location.href.lastIndexOf("/")+1);
 app.ShowDialog(folder+"dialog.html","大事记",1100,800,false);
 return true;
}
